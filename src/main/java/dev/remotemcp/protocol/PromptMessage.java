package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.Locale;

/** One message of a prompt. */
public record PromptMessage(Role role, Content content) {

    /** Who says it. */
    public enum Role {
        USER,
        ASSISTANT
    }

    public static PromptMessage user(String text) {
        return new PromptMessage(Role.USER, Content.text(text));
    }

    ObjectNode toJson() {
        return Json.object().put("role", role.name().toLowerCase(Locale.ROOT)).set("content", content.toJson());
    }
}
