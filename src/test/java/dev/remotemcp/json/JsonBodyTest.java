package dev.remotemcp.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However JSON arrives, it is read as if it had been parsed in one go. */
class JsonBodyTest {

    /** What a JSON string may be made of, and what it may not. */
    private static final List<String> VALID = List.of(
            "a", "some plain words ", "\\n", "\\\"", "\\\\", "\\/", "\\b\\f\\r\\t", "\\u0000", "\\u0041", "\\u00e9", "\\u20AC",
            "\\ud83d\\ude00", "\\uD83D\\uDE00", "é", "€", "😀", "ÿÿÿÿÿÿÿÿ", "\u007f", "{\\\"a\\\":\\\"b\\\"}", ":", ",");
    private static final List<String> HALVES = List.of("\\ud83d", "\\ude00", "\\ud83d\\ud83d", "\\ude00\\ud83d", "\\ud83dx");
    private static final List<String> BROKEN = List.of("\n", "\u0000", "\u001f", "\\x", "\\u12g4", "\\u", "\\", "\"", "\\ud83d\\u00");

    @Test
    void takesOutTheValueOfAMemberOnly() throws Exception {
        String text = "long text with \"quotes\" and 😀\n".repeat(1000);
        JsonBody body = read(Json.bytes(Json.object().put("long", text).put("short", "text")
                .set("list", Json.array().add(text))), 8192);
        assertThat(new String(body.rest(), 0, body.length(), UTF_8))
                .startsWith("{\"long\":\"\",\"short\":\"text\",\"list\":[\"long text");
        assertThat(Utf8Text.of(Json.parse(body).path("long")).toString()).isEqualTo(text);
        assertThat(Json.parse(body).path("list").path(0).textValue()).isEqualTo(text);
    }

    @Test
    void longNamesStayAndAreCompared() throws Exception {
        String name = "n".repeat(20_000);
        assertThat(Json.parse(read(("{\"" + name + "\":1}").getBytes(UTF_8), 100)).path(name).intValue()).isOne();
        JsonBody twice = read(("{\"" + name + "\":1,\"" + name + "\":2}").getBytes(UTF_8), 100);
        assertThatThrownBy(() -> Json.parse(twice)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 4096, 8191, 8192, 1_000_000})
    void readsWhatComesInAnyPieces(int piece) throws Exception {
        Random random = new Random(piece);
        for (int i = 0; i < 200; i++) {
            String json = document(random);
            JsonNode expected = Json.parse(json);
            JsonNode read = Json.parse(read(json.getBytes(UTF_8), piece));
            assertThat(Json.text(read)).isEqualTo(Json.text(expected));
            assertThat(Json.bytes(read)).isEqualTo(Json.bytes(expected));
            assertThat(Json.canonical(read)).isEqualTo(Json.canonical(expected));
        }
    }

    /** The same failure at the same place, or the same value. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 8192, 1_000_000})
    void findsTheFaultsThatAParserOfAllFinds(int piece) throws Exception {
        Random random = new Random(piece);
        for (int i = 0; i < 500; i++) {
            byte[] json = broken(document(random), random).getBytes(random.nextInt(5) == 0 ? ISO_8859_1 : UTF_8);
            assertThat(outcome(read(json, piece))).isEqualTo(outcome(JsonBody.of(json)));
        }
    }

    @Test
    void halvesOfSurrogatePairsAreQuestionMarksAndTold() throws Exception {
        for (String half : HALVES) {
            for (int before = 4000; before < 30_000; before += before % 8192 < 8160 ? 503 : 1) {
                byte[] json = ("{\"text\":\"" + "x".repeat(before) + half + "y".repeat(9000) + "\"}").getBytes(UTF_8);
                JsonNode text = Json.parse(read(json, 8192)).path("text");
                assertThat(text).isInstanceOf(Utf8Node.class);
                assertThat(Json.isUnicode(text)).isFalse();
                assertThat(Json.bytes(text)).isEqualTo(Json.bytes(Json.parse(json).path("text")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d\\ude00", "\\u00e9", "\\n", "é", "€", "😀"})
    void charactersAndEscapesMayBeTornApart(String character) throws Exception {
        for (int before = 8192 - 20; before < 8192; before++) {
            String json = "{\"text\":\"" + "x".repeat(before) + character.repeat(20_000) + "\"}";
            JsonNode text = Json.parse(read(json.getBytes(UTF_8), 8192)).path("text");
            assertThat(text).isInstanceOf(Utf8Node.class);
            assertThat(text.textValue()).isEqualTo(Json.parse(json).path("text").textValue());
            assertThat(Json.isUnicode(text)).isTrue();
        }
    }

    @Test
    void readsNoFurtherThanTheLimit() throws Exception {
        byte[] json = ("{\"text\":\"" + "x".repeat(20_000) + "\"}").getBytes(UTF_8);
        for (int limit : new int[] {0, 1, 8192, 10_000, json.length - 1}) {
            InputStream in = new ByteArrayInputStream(json);
            JsonBody body = JsonBody.read(in, limit);
            assertThat(body.size()).isEqualTo(limit);
            assertThat(in.available()).isEqualTo(json.length - limit);
        }
        assertThat(JsonBody.read(new ByteArrayInputStream(json), json.length).size()).isEqualTo(json.length);
    }

    @Test
    void longTextsAreEqualToOthers() throws Exception {
        String text = "x".repeat(20_000);
        JsonNode taken = Json.parse(read(Json.bytes(Json.object().put("text", text)), 8192)).path("text");
        assertThat(taken).isInstanceOf(Utf8Node.class).isEqualTo(TextNode.valueOf(text)).hasSameHashCodeAs(TextNode.valueOf(text));
        assertThat(taken).isNotEqualTo(TextNode.valueOf("y")).isNotEqualTo(IntNode.valueOf(1));
    }

    private static JsonBody read(byte[] json, int piece) throws IOException {
        return JsonBody.read(new ByteArrayInputStream(json) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, piece));
            }
        }, Integer.MAX_VALUE);
    }

    private static String document(Random random) {
        StringBuilder json = new StringBuilder("{ \"first\" :\t" + string(random));
        for (int i = random.nextInt(4); i > 0; i--) {
            json.append(",\n\"%d\": {\"empty\":\"\", \"text\":%s,%n \"list\": [%s, %<s]}"
                    .formatted(i, string(random), string(random)));
        }
        return json.append(" }").toString();
    }

    private static String string(Random random) {
        int length = random.nextInt(3) == 0 ? random.nextInt(40_000) : random.nextInt(100);
        boolean isPlain = random.nextBoolean();
        StringBuilder string = new StringBuilder("\"");
        while (string.length() < length) {
            string.append(isPlain ? "plain words " : VALID.get(random.nextInt(VALID.size())));
        }
        return string.append('"').toString();
    }

    private static String broken(String json, Random random) {
        int position = random.nextInt(json.length());
        return switch (random.nextInt(4)) {
            case 0 -> json.substring(0, position);
            case 1 -> json.substring(0, position) + json.substring(position + 1);
            default -> json.substring(0, position) + BROKEN.get(random.nextInt(BROKEN.size())) + json.substring(position);
        };
    }

    private static String outcome(JsonBody body) {
        try {
            return new String(Json.bytes(Json.parse(body)), UTF_8);
        } catch (JsonProcessingException e) {
            return e.getOriginalMessage() + " at " + body.position(e.getLocation());
        } catch (CharacterCodingException e) {
            return "no UTF-8";
        }
    }
}
