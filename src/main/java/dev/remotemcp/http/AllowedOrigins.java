package dev.remotemcp.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The web pages that may call: those of this machine, on any port, and the ones listed. Anything else that sends an
 * {@code Origin} is a page in somebody's browser that has no business here (DNS rebinding).
 */
public final class AllowedOrigins {

    private static final Pattern LOCAL =
            Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s*]+", Pattern.CASE_INSENSITIVE);

    private final Set<String> listed;

    /** @param listed further origins, such as {@code https://app.example.com}: scheme, host and port, no path */
    public AllowedOrigins(List<String> listed) {
        for (String origin : listed) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "MCP_ALLOWED_ORIGINS has '" + origin
                                + "', but an origin looks like https://app.example.com, without path or wildcard");
            }
        }
        this.listed = listed.stream().map(AllowedOrigins::canonical).collect(Collectors.toUnmodifiableSet());
    }

    boolean allow(String origin) {
        return LOCAL.matcher(origin).matches() || listed.contains(canonical(origin));
    }

    /** Scheme and host mean the same in either case; browsers send them in lower case. */
    private static String canonical(String origin) {
        return origin.toLowerCase(Locale.ROOT);
    }
}
