package dev.remotemcp.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.Content;
import dev.remotemcp.protocol.JsonSchema;
import java.util.Base64;

/** The smallest media there are, and JSON as it is read best. */
final class Samples {

    /** One red pixel. */
    private static final String PNG = """
            iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC""";

    /** One silent sample. */
    private static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA==";

    private Samples() {
    }

    static byte[] png() {
        return Base64.getDecoder().decode(PNG);
    }

    static Content image() {
        return new Content.Image(png(), "image/png");
    }

    static Content audio() {
        return new Content.Audio(Base64.getDecoder().decode(WAV), "audio/wav");
    }

    static JsonSchema schema(String json) {
        return new JsonSchema((ObjectNode) json(json));
    }

    static JsonNode json(String json) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a fixture is no JSON: " + json, e);
        }
    }
}
