package dev.remotemcp.snippets;

import dev.remotemcp.json.Utf8Text;
import dev.remotemcp.protocol.ResourceContent;
import dev.remotemcp.protocol.ResourceTemplate;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The resource template {@code snippet://{name}}. The name is percent-encoded, slashes included. */
public final class SnippetResource {

    private static final String SCHEME = "snippet://";
    private static final String VARIABLE = "name";

    private SnippetResource() {
    }

    public static ResourceTemplate template(SnippetStore store) {
        return ResourceTemplate.of(SCHEME + "{" + VARIABLE + "}")
                .name("Snippet")
                .description("A saved snippet. The name is percent-encoded.")
                .completer(VARIABLE, request -> names(store, request.value(), request.limit()))
                .watch(variables -> name(variables.get(VARIABLE)).flatMap(store::version))
                .reader((uri, variables, context) -> name(variables.get(VARIABLE))
                        .flatMap(name -> store.find(name).map(bytes -> content(address(uri, name), bytes))));
    }

    /** The address as it was asked for, unless that is no valid URI. */
    private static String address(String asked, SnippetName name) {
        try {
            return new URI(asked).toASCIIString().equals(asked) ? asked : uri(name);
        } catch (URISyntaxException e) {
            return uri(name);
        }
    }

    static String uri(SnippetName name) {
        // The encoding of forms differs from that of URIs in the space alone.
        return SCHEME + URLEncoder.encode(name.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A snippet as text where it is UTF-8, which all snippets are that this server saved; else as bytes. */
    static ResourceContent content(String uri, byte[] bytes) {
        try {
            return ResourceContent.text(uri, "text/plain", Utf8Text.of(bytes));
        } catch (CharacterCodingException e) {
            return ResourceContent.binary(uri, "application/octet-stream", bytes);
        }
    }

    /** No snippet can have a name that breaks the rules, so such an address leads nowhere. */
    private static Optional<SnippetName> name(String value) {
        try {
            return Optional.of(new SnippetName(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(SnippetStore store, String typed, int limit) {
        return store.list(typed, "", limit).entries().stream().map(entry -> entry.name().value()).toList();
    }
}
