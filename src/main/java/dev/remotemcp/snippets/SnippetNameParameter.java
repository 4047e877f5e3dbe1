package dev.remotemcp.snippets;

import dev.remotemcp.protocol.Parameter;

/** The parameter that three of the tools share. */
final class SnippetNameParameter {

    static final Parameter<SnippetName> NAME = Parameter
            .string("snippetname", "The name of the snippet, 1 to " + SnippetName.MAX_LENGTH + " characters")
            .as(SnippetNameParameter::parse);

    private SnippetNameParameter() {
    }

    private static SnippetName parse(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("No snippet name provided");
        }
        return new SnippetName(name);
    }
}
