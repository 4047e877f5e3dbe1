package dev.remotemcp.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Access keys in the manner of Azure Functions. A caller sends one of them in the header {@code x-functions-key} or, if
 * there is no such header, in the query parameter {@code code}. If no keys are set, everybody may call.
 */
public final class AccessKeys {

    static final String HEADER = "x-functions-key";
    static final String QUERY = "code";

    private final List<byte[]> keys;

    public AccessKeys(List<String> keys) {
        if (keys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a key must not be blank");
        }
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Every key is compared, each in constant time, so that the time taken tells nothing of them. */
    boolean admit(Optional<String> header, Optional<String> query) {
        byte[] presented = header.or(() -> query).orElse("").getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] key : keys) {
            known |= MessageDigest.isEqual(key, presented);
        }
        return known || keys.isEmpty();
    }

    @Override
    public String toString() {
        return keys.size() + " keys";
    }
}
