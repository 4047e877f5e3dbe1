package dev.remotemcp.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The two header fields that speak of media types, read leniently and from the raw text: a malformed parameter is no
 * reason to fail.
 */
final class MediaTypes {

    static final String JSON = "application/json";
    static final String EVENT_STREAM = "text/event-stream";

    private MediaTypes() {
    }

    static boolean isJson(Optional<String> contentType) {
        return contentType.map(MediaTypes::withoutParameters).map(JSON::equals).orElse(true);
    }

    /** Whether {@code Accept}, or its absence, lets an answer be of this type. */
    static boolean accepts(Optional<String> accept, String type) {
        String anySubtype = type.substring(0, type.indexOf('/') + 1) + "*";
        return accept.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(MediaTypes::withoutParameters)
                .anyMatch(range -> range.equals(type) || range.equals(anySubtype) || range.equals("*/*"))
                || accept.map(String::isBlank).orElse(true);
    }

    private static String withoutParameters(String value) {
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
