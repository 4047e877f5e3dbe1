package dev.remotemcp.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A published revision of the protocol, oldest first. What differs between revisions is asked here. */
public enum Revision {
    V2024_11_05("2024-11-05", Era.LEGACY, false),
    V2025_03_26("2025-03-26", Era.LEGACY, true),
    V2025_06_18("2025-06-18", Era.LEGACY, false),
    V2025_11_25("2025-11-25", Era.LEGACY, false),
    V2026_07_28("2026-07-28", Era.MODERN, false);

    /**
     * The two generations of the protocol.
     *
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">Versioning</a>
     */
    public enum Era {
        /** Opened by {@code initialize}. */
        LEGACY,
        /** Stateless: each request carries its revision and the client's capabilities. */
        MODERN
    }

    /** The newest revision that a client opens with {@code initialize}. */
    static final Revision NEWEST_LEGACY = V2025_11_25;

    /** What a request without any version is taken for (2025-11-25, "Protocol Version Header"). */
    static final Revision ASSUMED = V2025_03_26;

    private final String id;
    private final Era era;
    private final boolean batches;

    Revision(String id, Era era, boolean batches) {
        this.id = id;
        this.era = era;
        this.batches = batches;
    }

    /** The date that names the revision on the wire. */
    public String id() {
        return id;
    }

    public Era era() {
        return era;
    }

    /** Whether a JSON array of messages is allowed. */
    boolean batches() {
        return batches;
    }

    static Optional<Revision> of(String id) {
        return Arrays.stream(values()).filter(revision -> revision.id.equals(id)).findFirst();
    }

    /** The identifiers of all revisions, newest first. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Revision::id).toList().reversed();
    }
}
