package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that ask the client's side: the same ones in both eras. */
class AskingTest {

    private static final String ALL = """
            {"elicitation":{"form":{},"url":{}},"sampling":{},"roots":{"listChanged":true}}""";

    private static final String NAMED = """
            {"action":"accept","content":{"name":"Ada"}}""";
    private static final String AGREED = """
            {"action":"accept"}""";
    private static final String WRITTEN = """
            {"role":"assistant","content":{"type":"text","text":"Paris"},"model":"m"}""";
    private static final String LISTED = """
            {"roots":[{"uri":"file:///a","name":"A"}]}""";

    private static TalkativeServer server;
    private static TalkativeServer other;

    private KeptConnection connection;

    @BeforeAll
    static void start() {
        server = TalkativeServer.start();
        other = TalkativeServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        other.close();
    }

    @BeforeEach
    void connect() {
        connection = server.connect();
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    /** The question travels on the stream of the call, its answer as a POST. */
    @Nested
    class Legacy {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "form | elicitation/create | " + NAMED + " | Answer[action=ACCEPT, content={\"name\":\"Ada\"}]",
            "form | elicitation/create | {\"action\":\"decline\"} | Answer[action=DECLINE, content={}]",
            "form | elicitation/create | {\"action\":\"cancel\",\"content\":null} | Answer[action=CANCEL, content={}]",
            "url | elicitation/create | " + AGREED + " | Answer[action=ACCEPT, content={}]",
            "roots | roots/list | " + LISTED + " | [Root[uri=file:///a, name=A]]",
        })
        void questionIsAnsweredByAPost(String tool, String method, String result, String text) {
            String session = connection.open(ALL);
            KeptConnection.Answer stream = connection.post(RpcRequest.legacyCall(1, tool).session(session));
            assertThat(stream.isStream()).isTrue();
            JsonNode question = stream.nextMessage();
            assertThat(question.path("method").asText()).isEqualTo(method);
            assertThat(question.path("params").isObject()).isTrue();

            answer(question, "result", result);

            JsonNode answer = stream.nextMessage();
            assertThat(answer.path("id").asInt()).isEqualTo(1);
            assertThat(answer.at("/result/content/0/text").asText()).isEqualTo(text);
            assertThat(stream.message()).isEmpty();
        }

        @Test
        void modelIsAsked() {
            KeptConnection.Answer stream =
                    connection.post(RpcRequest.legacyCall(1, "model").session(connection.open(ALL)));
            JsonNode question = stream.nextMessage();
            assertThat(question.at("/params/messages/0/content/text").asText()).contains("France");

            answer(question, "result", WRITTEN);

            assertThat(stream.last().at("/result/content/0/text").asText()).startsWith("Answer[text=Paris");
        }

        @Test
        void promptMayAskToo() {
            KeptConnection.Answer stream = connection.post(RpcRequest.legacy("""
                    {"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"greeting"}}""")
                    .session(connection.open(ALL)));
            answer(stream.nextMessage(), "result", NAMED);

            assertThat(stream.last().at("/result/messages/0/content/text").asText()).isEqualTo("Hello Ada");
        }

        @Test
        void questionsComeOneAfterTheOther() {
            KeptConnection.Answer stream =
                    connection.post(RpcRequest.legacyCall(1, "several").session(connection.open(ALL)));
            answer(stream.nextMessage(), "result", NAMED);
            answer(stream.nextMessage(), "result", WRITTEN);
            answer(stream.nextMessage(), "result", LISTED);

            assertThat(stream.last().at("/result/content/0/text").asText()).isEqualTo("Ada, Paris, file:///a");
        }

        @Test
        void clientMayRefuse() {
            KeptConnection.Answer stream =
                    connection.post(RpcRequest.legacyCall(1, "form").session(connection.open(ALL)));
            answer(stream.nextMessage(), "error", """
                    {"code":-1,"message":"User rejected"}""");

            assertError(stream.last(), "User rejected");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "form | {\"action\":\"shrug\"} | action",
            "form | {\"action\":\"accept\",\"content\":[]} | content",
            "model | {} | content",
            "roots | {\"roots\":[{\"name\":\"no uri\"}]} | uri",
        })
        void unreadableAnswerEndsTheCall(String tool, String result, String problem) {
            KeptConnection.Answer stream =
                    connection.post(RpcRequest.legacyCall(1, tool).session(connection.open(ALL)));
            answer(stream.nextMessage(), "result", result);

            assertError(stream.last(), problem);
        }

        @Test
        void answerToAnotherQuestionIsDropped() {
            KeptConnection.Answer stream =
                    connection.post(RpcRequest.legacyCall(1, "form").session(connection.open(ALL)));
            JsonNode question = stream.nextMessage();

            for (JsonNode id : Json.array().add("another").add(1).add(0)) {
                answer(Json.object().set("id", id), "result", """
                        {"action":"accept","content":{"name":"Mallory"}}""");
            }
            answer(question, "result", NAMED);
            answer(question, "result", """
                    {"action":"accept","content":{"name":"Too late"}}""");

            assertThat(stream.last().at("/result/content/0/text").asText()).contains("Ada");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "form | {} | elicitation",
            "form | {\"elicitation\":{\"url\":{}}} | form",
            "url | {\"elicitation\":{}} | url",
            "url | {\"elicitation\":{\"form\":{}}} | url",
            "model | {\"elicitation\":{}} | sampling",
            "roots | {\"sampling\":{}} | roots",
        })
        void missingCapabilityIsTold(String tool, String capabilities, String missing) {
            JsonNode answer = connection.post(
                    RpcRequest.legacyCall(1, tool).session(connection.open(capabilities))).json();

            assertError(answer, missing);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "made up", "eyJyYW5kb20iOiJ4In0", "bnVsbA"})
        void unknownSessionCanDoNothing(String session) {
            assertError(connection.post(RpcRequest.legacyCall(1, "form").session(session)).json(), "elicitation");
        }

        @Test
        void emptyElicitationMeansForms() {
            KeptConnection.Answer stream = connection.post(
                    RpcRequest.legacyCall(1, "form").session(connection.open("{\"elicitation\":{}}")));
            answer(stream.nextMessage(), "result", NAMED);

            assertThat(stream.last().at("/result/content/0/text").asText()).contains("Ada");
        }

        @Test
        void whoAcceptsNoStreamCannotBeAsked() {
            JsonNode answer = connection.post(RpcRequest.legacyCall(1, "form")
                    .session(connection.open(ALL))
                    .header("Accept", "application/json")).json();

            assertError(answer, "text/event-stream");
        }

        @Test
        void callThatAsksCanBeCancelled() {
            String session = connection.open(ALL);
            KeptConnection.Answer stream = connection.post(RpcRequest.legacyCall(1, "form").session(session));
            stream.nextMessage();

            try (KeptConnection second = server.connect()) {
                second.post(RpcRequest.legacy("""
                        {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""")
                        .session(session));
            }

            assertThat(stream.rest()).isEmpty();
        }

        private void answer(JsonNode question, String outcome, String json) {
            ObjectNode response = Json.object().put("jsonrpc", "2.0");
            response.set("id", question.path("id"));
            response.set(outcome, RpcRequest.parse(json));
            try (KeptConnection second = server.connect()) {
                assertThat(second.post(RpcRequest.legacy(Json.text(response))).status()).isEqualTo(202);
            }
        }

        private void assertError(JsonNode answer, String words) {
            assertThat(answer.at("/result/isError").asBoolean()).as(answer.toString()).isTrue();
            assertThat(answer.at("/result/content/0/text").asText()).contains(words);
        }
    }

    /** The call ends with the question and is made again with the answer. */
    @Nested
    class Modern {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "form | elicitation/create | " + NAMED + " | Answer[action=ACCEPT, content={\"name\":\"Ada\"}]",
            "form | elicitation/create | {\"action\":\"decline\"} | Answer[action=DECLINE, content={}]",
            "url | elicitation/create | " + AGREED + " | Answer[action=ACCEPT, content={}]",
            "model | sampling/createMessage | " + WRITTEN + " | Answer[text=Paris",
            "roots | roots/list | " + LISTED + " | [Root[uri=file:///a, name=A]]",
        })
        void questionIsAnsweredByARetryOnAnyInstance(String tool, String method, String result, String text) {
            RpcRequest call = RpcRequest.modernCall(1, tool).capabilities(ALL);
            JsonNode open = connection.post(call).json();
            assertThat(open.at("/result/resultType").asText()).isEqualTo("input_required");
            assertThat(open.at("/result/inputRequests/it/method").asText()).isEqualTo(method);
            assertThat(open.at("/result/inputRequests/it/params").isObject()).isTrue();
            assertThat(open.at("/result/content").isMissingNode()).isTrue();

            RpcRequest retry = retry(call, open).param("inputResponses", "{\"it\":" + result + "}");

            for (TalkativeServer instance : new TalkativeServer[] {server, other}) {
                try (KeptConnection fresh = instance.connect()) {
                    JsonNode answer = fresh.post(retry).json();
                    assertThat(answer.at("/result/resultType").asText()).isEqualTo("complete");
                    assertThat(answer.at("/result/content/0/text").asText()).startsWith(text);
                    assertThat(answer.path("id").asInt()).isEqualTo(2);
                }
            }
        }

        @Test
        void twoRoundsOnTwoInstances() {
            RpcRequest call = RpcRequest.modernCall(1, "rounds").capabilities(ALL);
            JsonNode first = connection.post(call).json();
            assertThat(keys(first)).containsExactly("first");
            JsonNode second;
            try (KeptConnection toOther = other.connect()) {
                second = toOther.post(retry(call, first).param("inputResponses", "{\"first\":" + NAMED + "}")).json();
            }
            assertThat(keys(second)).containsExactly("second");

            JsonNode answer = connection.post(retry(call, second).param("inputResponses", """
                    {"second":{"action":"accept","content":{"name":"Grace"}}}""")).json();

            assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("Ada and Grace");
        }

        @Test
        void severalQuestionsComeAtOnce() {
            RpcRequest call = RpcRequest.modernCall(1, "several").capabilities(ALL);
            JsonNode open = connection.post(call).json();
            assertThat(keys(open)).containsExactlyInAnyOrder("who", "what", "where");

            JsonNode less = connection.post(retry(call, open).param("inputResponses",
                    "{\"who\":" + NAMED + ",\"where\":" + LISTED + ",\"unasked\":{}}")).json();
            assertThat(keys(less)).containsExactly("what");

            JsonNode answer = connection.post(retry(call, less)
                    .param("inputResponses", "{\"what\":" + WRITTEN + "}")).json();
            assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("Ada, Paris, file:///a");
        }

        @Test
        void promptMayAskToo() {
            RpcRequest call = RpcRequest.modern(1, "prompts/get", """
                    {"name":"greeting"}""").capabilities(ALL);
            JsonNode open = connection.post(call).json();

            JsonNode answer = connection.post(retry(call, open)
                    .param("inputResponses", "{\"it\":" + NAMED + "}")).json();

            assertThat(answer.at("/result/messages/0/content/text").asText()).isEqualTo("Hello Ada");
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "{}",
            "{\"it\":{}}",
            "{\"it\":{\"action\":\"shrug\"}}",
            "{\"it\":{\"action\":\"accept\",\"content\":\"Ada\"}}",
            "{\"another\":{\"action\":\"accept\"}}",
        })
        void unreadableAnswerIsAskedForAgain(String responses) {
            RpcRequest call = RpcRequest.modernCall(1, "form").capabilities(ALL);
            JsonNode again = connection.post(retry(call, connection.post(call).json())
                    .param("inputResponses", responses)).json();
            assertThat(keys(again)).containsExactly("it");

            JsonNode answer = connection.post(retry(call, again)
                    .param("inputResponses", "{\"it\":" + NAMED + "}")).json();
            assertThat(answer.at("/result/content/0/text").asText()).contains("Ada");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "\"Ada\"", "null", "{\"it\":5}", "{\"it\":null}"})
        void malformedResponsesAreRefused(String responses) {
            assertRefused(RpcRequest.modernCall(1, "form").capabilities(ALL).param("inputResponses", responses));
        }

        @Test
        void stateOfAnotherCallIsRefused() {
            RpcRequest call = RpcRequest.modernCall(1, "rounds").capabilities(ALL);
            JsonNode open = connection.post(call).json();

            assertRefused(retry(RpcRequest.modernCall(1, "form").capabilities(ALL), open));
            assertRefused(retry(call.param("arguments", """
                    {"salt":"another"}"""), open));
        }

        @Test
        void tamperedStateIsRefused() {
            RpcRequest call = RpcRequest.modernCall(1, "form").capabilities(ALL);
            String state = connection.post(call).json().at("/result/requestState").asText();
            int dot = state.indexOf('.');
            byte[] payload = Base64.getUrlDecoder().decode(state.substring(0, dot));
            payload[payload.length - 3]++;

            for (String tampered : new String[] {
                "\"" + encoded(payload) + state.substring(dot) + "\"",
                "\"" + state.substring(0, dot) + ".AAAA\"",
                "\"" + state.substring(0, dot) + ".\"",
                "\"" + state.substring(0, dot) + "\"",
                "\"" + state.substring(0, dot) + ".%%%\"",
                "\".\"", "\"\"", "\"nonsense\"", "5", "null", "{}",
            }) {
                assertRefused(call.id(2).param("requestState", tampered));
            }
            assertThat(connection.post(call.id(2).param("requestState", "\"" + state + "\"")).json()
                    .at("/result/resultType").asText()).isEqualTo("input_required");
        }

        @Test
        void stateExpires() throws Exception {
            RpcRequest call = RpcRequest.modernCall(1, "form").capabilities(ALL);
            String state = connection.post(call).json().at("/result/requestState").asText();
            ObjectNode payload = (ObjectNode) RpcRequest.parse(new String(
                    Base64.getUrlDecoder().decode(state.substring(0, state.indexOf('.'))), StandardCharsets.UTF_8));
            long now = Instant.now().getEpochSecond();
            assertThat(payload.path("until").asLong()).isBetween(now + 3500, now + 3700);

            assertRefused(call.param("requestState", "\"" + signed(payload.put("until", now - 1)) + "\""));
            assertThat(connection.post(call.param("requestState", "\"" + signed(payload.put("until", now + 60)) + "\""))
                    .json().at("/result/resultType").asText()).isEqualTo("input_required");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "form | {} | {\"elicitation\":{\"form\":{}}}",
            "form | {\"elicitation\":{\"url\":{}}} | {\"elicitation\":{\"form\":{}}}",
            "url | {\"elicitation\":{}} | {\"elicitation\":{\"url\":{}}}",
            "model | {\"elicitation\":{}} | {\"sampling\":{}}",
            "roots | {} | {\"roots\":{}}",
            "several | {\"elicitation\":{}} | {\"sampling\":{},\"roots\":{}}",
        })
        void missingCapabilityIsRefused(String tool, String capabilities, String missing) {
            KeptConnection.Answer answer =
                    connection.post(RpcRequest.modernCall(1, tool).capabilities(capabilities));

            assertThat(answer.status()).isEqualTo(400);
            JsonNode error = answer.json().path("error");
            assertThat(error.path("code").asInt()).isEqualTo(-32021);
            assertThat(error.at("/data/requiredCapabilities")).isEqualTo(RpcRequest.parse(missing));
        }

        private void assertRefused(RpcRequest request) {
            JsonNode answer = connection.post(request).json();
            assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(-32602);
        }

        private static RpcRequest retry(RpcRequest call, JsonNode open) {
            return call.id(2).param("requestState", open.at("/result/requestState"));
        }

        private static Iterable<String> keys(JsonNode open) {
            assertThat(open.at("/result/resultType").asText()).as(open.toString()).isEqualTo("input_required");
            return open.at("/result/inputRequests")::fieldNames;
        }

        private static String signed(JsonNode payload) throws Exception {
            String encoded = encoded(Json.bytes(payload));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TalkativeServer.SECRET, "HmacSHA256"));
            return encoded + "." + encoded(mac.doFinal(encoded.getBytes(StandardCharsets.UTF_8)));
        }

        private static String encoded(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
