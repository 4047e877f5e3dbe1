package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.remotemcp.json.Json;
import java.util.List;

/**
 * A JSON Schema, dialect 2020-12, kept to what draft-07 clients understand too.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic#json-schema-usage">JSON Schema usage</a>
 */
public record JsonSchema(ObjectNode toJson) {

    /** A property of an object schema. */
    public record Property(String name, JsonSchema schema, boolean isRequired) {
    }

    public JsonSchema {
        toJson = toJson.deepCopy();
    }

    public static JsonSchema string(String description) {
        return typed("string", description);
    }

    public static JsonSchema number(String description) {
        return typed("number", description);
    }

    public static JsonSchema integer(String description) {
        return typed("integer", description);
    }

    public static JsonSchema bool(String description) {
        return typed("boolean", description);
    }

    public static JsonSchema array(String description, JsonSchema items) {
        return typed("array", description).with("items", items.toJson);
    }

    /** An object with these properties, in this order. */
    public static JsonSchema object(Property... properties) {
        return object(List.of(properties));
    }

    static JsonSchema object(List<Property> properties) {
        Names.requireUnique("properties", properties, Property::name);
        ObjectNode json = Json.object().put("type", "object");
        ObjectNode described = json.putObject("properties");
        properties.forEach(property -> described.set(property.name(), property.schema().toJson));
        List<String> required = properties.stream().filter(Property::isRequired).map(Property::name).toList();
        if (!required.isEmpty()) {
            ArrayNode names = json.putArray("required");
            required.forEach(names::add);
        }
        return new JsonSchema(json);
    }

    public static Property required(String name, JsonSchema schema) {
        return new Property(name, schema, true);
    }

    public static Property optional(String name, JsonSchema schema) {
        return new Property(name, schema, false);
    }

    /** The same schema with one more keyword, such as {@code maxLength}. */
    public JsonSchema with(String keyword, JsonNode value) {
        ObjectNode json = toJson.deepCopy();
        json.set(keyword, value);
        return new JsonSchema(json);
    }

    public JsonSchema with(String keyword, String value) {
        return with(keyword, TextNode.valueOf(value));
    }

    private static JsonSchema typed(String type, String description) {
        return new JsonSchema(Json.object().put("type", type).put("description", description));
    }
}
