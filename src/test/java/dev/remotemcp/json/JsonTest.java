package dev.remotemcp.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final String HIGH = "\ud83d";
    private static final String LOW = "\ude00";
    private static final int BUFFER = 8192;
    private static final List<String> SPECIAL = Stream.concat(
            IntStream.range(0, 0x20).mapToObj(Character::toString),
            Stream.of("\"", "\\", "/", "\u007f", "é", "€", "\u2028", HIGH + LOW)).toList();

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"\\\n\u0000\u007f", "\\uD83D", "é", "€", "\uffff", HIGH + LOW, "a" + HIGH + LOW + "b"})
    void writesWhatItReads(String text) throws Exception {
        byte[] bytes = Json.bytes(Json.object().put("text", text));
        assertThat(Json.parse(bytes).path("text").textValue()).isEqualTo(text);
        assertThat(bytes).isEqualTo(Json.text(Json.object().put("text", text)).getBytes(UTF_8));
        assertThat(Json.isUnicode(text)).isTrue();
    }

    /** Half of a pair may stand anywhere, and a pair across the end of a buffer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER - 1})
    void writesAndFindsSurrogatesAnywhere(int position) {
        String before = "x".repeat(position);
        for (String after : new String[] {"", "y", "é" + "y".repeat(BUFFER)}) {
            assertThat(written(before + HIGH + LOW + after)).isEqualTo(quoted(before + HIGH + LOW + after));
            assertThat(Json.isUnicode(before + HIGH + LOW + after)).isTrue();
            for (String half : new String[] {HIGH, LOW, HIGH + HIGH, LOW + HIGH}) {
                assertThat(written(before + half + after))
                        .isEqualTo(quoted(before + "?".repeat(half.length()) + after));
                assertThat(Json.isUnicode(before + half + after)).isFalse();
            }
        }
    }

    @Test
    void namesAreWrittenWithoutHalvesOfSurrogatePairsToo() throws Exception {
        byte[] bytes = Json.bytes(Json.object().put("a" + HIGH + LOW + "b", 1).put("c" + HIGH, 2).put("é", 3));
        assertThat(Json.parse(bytes)).isEqualTo(Json.object().put("a" + HIGH + LOW + "b", 1).put("c?", 2).put("é", 3));
    }

    /** Long enough for several parts, with what is escaped, and what is not, at any place of a word and of a part. */
    @ParameterizedTest
    @ValueSource(ints = {7_999, 8_000, 65_535, 300_000})
    void escapesLongTextsAsJacksonDoes(int length) throws Exception {
        Random random = new Random(length);
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            int rareness = 1 + random.nextInt(30);
            while (text.length() < length) {
                text.append(random.nextInt(rareness) == 0
                        ? SPECIAL.get(random.nextInt(SPECIAL.size()))
                        : "words ".substring(random.nextInt(6)));
            }
            JsonNode json = Json.object().put("before", 1).put("text", text.toString()).put("after", "x");
            byte[] expected = Json.text(json).getBytes(UTF_8);
            assertThat(Json.bytes(json)).isEqualTo(expected);
            ObjectNode inUtf8 = json.deepCopy();
            inUtf8.set("text", Utf8Text.of(text.toString().getBytes(UTF_8)).toJson());
            assertThat(Json.bytes(inUtf8)).isEqualTo(expected);
            assertThat(Json.text(inUtf8).getBytes(UTF_8)).isEqualTo(expected);
        }
    }

    @Test
    void aTextThatIsNoUtf8IsRefused() {
        byte[] latin1 = "é".getBytes(ISO_8859_1);
        assertThatThrownBy(() -> Utf8Text.of(latin1)).isInstanceOf(CharacterCodingException.class);
        byte[] replacement = "\ufffd".getBytes(UTF_8);
        assertThatCode(() -> Utf8Text.of(replacement)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", HIGH + LOW, "\ufffd"})
    void aTextIsLookedAtInSlicesOfWholeCharacters(String character) throws Exception {
        byte[] before = "x".getBytes(UTF_8);
        byte[] characters = character.repeat(20_000).getBytes(UTF_8);
        byte[] text = Arrays.copyOf(before, before.length + characters.length);
        System.arraycopy(characters, 0, text, before.length, characters.length);
        assertThat(Utf8Text.of(text)).hasToString("x" + character.repeat(20_000));
        for (int position = 8180; position < 8200; position++) {
            byte[] broken = text.clone();
            broken[position] = (byte) 0xff;
            assertThatThrownBy(() -> Utf8Text.of(broken)).isInstanceOf(CharacterCodingException.class);
        }
    }

    private static String written(String text) {
        return new String(Json.bytes(Json.object().put("text", text)), UTF_8);
    }

    private static String quoted(String text) {
        return "{\"text\":\"" + text + "\"}";
    }
}
