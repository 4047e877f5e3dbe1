package dev.remotemcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.remotemcp.protocol.Content;
import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.ResourceContent;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolException;
import dev.remotemcp.protocol.ToolResult;
import java.util.List;
import java.util.Optional;

/** Tools that answer at once: each kind of content, an error, and the more demanding schemas. */
final class ContentTools {

    private static final Parameter<String> REGION =
            Parameter.string("region", "Where the work is to be done").mirroredAs("Region");

    private static final Parameter<Optional<String>> NAME = Parameter.string("name", "Who it is").optional();
    private static final Parameter<Optional<JsonNode>> ADDRESS = Parameter.json("address", Samples.schema("""
            {"$ref": "#/$defs/address"}""")).optional();
    private static final Parameter<Optional<String>> CONTACT_METHOD =
            Parameter.choice("contactMethod", "How to reach them", List.of("phone", "email")).optional();
    private static final Parameter<Optional<String>> PHONE = Parameter.string("phone", "A phone number").optional();
    private static final Parameter<Optional<String>> EMAIL = Parameter.string("email", "An address").optional();

    private ContentTools() {
    }

    /** The suite calls the first tool of the list without arguments. */
    static List<Tool> all() {
        return List.of(
                answering("test_simple_text", Content.text("This is a simple text response for testing.")),
                answering("test_image_content", Samples.image()),
                answering("test_audio_content", Samples.audio()),
                answering("test_embedded_resource", new Content.Embedded(ResourceContent.text(
                        "test://embedded-resource", "text/plain", "This is an embedded resource content."))),
                answering("test_multiple_content_types",
                        Content.text("Multiple content types test:"),
                        Samples.image(),
                        new Content.Embedded(ResourceContent.text("test://mixed-content-resource", "application/json", """
                                {"test":"data","value":123}"""))),
                failing(),
                mirroring(),
                reaching());
    }

    private static Tool answering(String name, Content... content) {
        return Tool.named(name)
                .description("Always gives the same answer.")
                .annotations(ToolAnnotations.readOnly())
                .handler((arguments, context) -> ToolResult.of(content));
    }

    private static Tool failing() {
        return Tool.named("test_error_handling")
                .description("Always fails.")
                .annotations(ToolAnnotations.readOnly())
                .handler((arguments, context) -> {
                    throw new ToolException("This tool intentionally returns an error for testing");
                });
    }

    private static Tool mirroring() {
        return Tool.named("test_mirrored_parameter")
                .description("Has a parameter that clients mirror in a header.")
                .annotations(ToolAnnotations.readOnly())
                .parameters(REGION)
                .handler((arguments, context) -> ToolResult.text("Done in " + arguments.get(REGION)));
    }

    private static Tool reaching() {
        return Tool.named("json_schema_2020_12_tool")
                .description("Tool with JSON Schema 2020-12 features")
                .annotations(ToolAnnotations.readOnly())
                .parameters(NAME, ADDRESS, CONTACT_METHOD, PHONE, EMAIL)
                .inputKeyword("$schema", TextNode.valueOf("https://json-schema.org/draft/2020-12/schema"))
                .inputKeyword("$defs", Samples.json("""
                        {"address": {"$anchor": "addressDef", "type": "object",
                         "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}}"""))
                .inputKeyword("allOf", Samples.json("""
                        [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}]"""))
                .inputKeyword("if", Samples.json("""
                        {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]}"""))
                .inputKeyword("then", Samples.json("""
                        {"required": ["phone"]}"""))
                .inputKeyword("else", Samples.json("""
                        {"required": ["email"]}"""))
                .inputKeyword("additionalProperties", BooleanNode.FALSE)
                .handler((arguments, context) -> {
                    boolean byPhone = arguments.get(CONTACT_METHOD).filter("phone"::equals).isPresent();
                    return arguments.get(byPhone ? PHONE : EMAIL)
                            .map(contact -> ToolResult.text(arguments.get(NAME).orElse("Somebody") + ": " + contact))
                            .orElseGet(() -> ToolResult.error(byPhone
                                    ? "The contact method is phone, so give 'phone'."
                                    : "The contact method is not phone, so give 'email'."));
                });
    }
}
