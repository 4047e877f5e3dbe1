package dev.remotemcp.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URI template of RFC 6570, level 1: literal text and {@code {variable}}. A variable stands for at least one character
 * up to the next slash; the last one, at the end of the template, takes slashes too, so that clients which do not encode
 * them are understood.
 */
record UriTemplate(String text, List<String> variables, Pattern pattern) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_]+)}");

    static UriTemplate parse(String text) {
        Names.requireUri(text);
        List<String> variables = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        int literal = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(text.substring(literal, matcher.start())));
            regex.append(matcher.end() == text.length() ? "(.+)" : "([^/]+)");
            variables.add(matcher.group(1));
            literal = matcher.end();
        }
        regex.append(Pattern.quote(text.substring(literal)));
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("a URI template has a {variable}, but '" + text + "' has none");
        }
        return new UriTemplate(text, List.copyOf(variables), Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /** The variables of a URI that fits; empty for any other, one with broken percent-encoding included. */
    Optional<Map<String, String>> match(String uri) {
        Matcher matcher = pattern.matcher(uri);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            Optional<String> value = decode(matcher.group(i + 1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(variables.get(i), value.get());
        }
        return Optional.of(values);
    }

    /** Percent-decoding, strictly: URLDecoder would turn a plus into a space and broken UTF-8 into question marks. */
    private static Optional<String> decode(String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            boolean complete = i + 2 < bytes.length;
            int high = complete ? Character.digit(bytes[i + 1], 16) : -1;
            int low = complete ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
