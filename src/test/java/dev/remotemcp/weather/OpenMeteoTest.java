package dev.remotemcp.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.remotemcp.weather.OpenMeteoStandIn.Answer;
import dev.remotemcp.weather.OpenMeteoStandIn.Request;
import dev.remotemcp.weather.WeatherAnswer.Failure;
import dev.remotemcp.weather.WeatherAnswer.Report;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMeteoTest {

    private static final String FAILED = "The weather service failed to answer for 'Seattle'. Try again later.";
    private static final String UNREADABLE =
            "The weather service's answer for 'Seattle' could not be understood. Try again later.";
    private static final String UNREACHABLE =
            "The weather service could not be reached for 'Seattle'. Try again in a moment.";

    private final LogCapture log = new LogCapture();
    private OpenMeteoStandIn standIn;
    private OpenMeteo weather;

    @BeforeEach
    void start() throws IOException {
        log.start();
        standIn = OpenMeteoStandIn.start();
        weather = new OpenMeteo(standIn.settings(Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
        log.stop();
    }

    @Test
    void reportsTheWeather() {
        assertThat(weather.current("Seattle")).isEqualTo(new Report("Seattle, Washington, United States",
                "Partly cloudy", 12.3, 81, new Wind(12.2, 25), Instant.parse("2026-11-22T19:15:00Z"),
                new Outlook(ZoneId.of("GMT"), List.of(), List.of())));
        assertThat(log.text()).isEmpty();
    }

    @Test
    void asksTwoQuestions() {
        weather.current("Seattle");

        assertThat(standIn.requests()).hasSize(2);
        Request search = standIn.requests().getFirst();
        assertThat(search.line()).startsWith("GET /v1/search?").endsWith(" HTTP/1.1");
        assertThat(search.parameters()).containsOnly(
                entry("name", "Seattle"), entry("count", "1"), entry("language", "en"), entry("format", "json"));
        Request forecast = standIn.requests().getLast();
        assertThat(forecast.line()).startsWith("GET /v1/forecast?").endsWith(" HTTP/1.1");
        assertThat(forecast.parameters()).containsOnly(
                entry("latitude", "47.60621"), entry("longitude", "-122.33207"), entry("current",
                        "temperature_2m,relative_humidity_2m,wind_speed_10m,wind_direction_10m,weather_code"),
                entry("hourly", "temperature_2m,weather_code,precipitation_probability,is_day"),
                entry("daily", "weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max"),
                entry("forecast_hours", "24"), entry("forecast_days", "7"), entry("timezone", "auto"));
        assertThat(standIn.requests()).allSatisfy(request -> assertThat(request.headers())
                .containsEntry("connection", "close")
                .containsEntry("host", standIn.base().getAuthority()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/open-meteo", "/open-meteo/"})
    void keepsThePathOfABaseAddress(String path) {
        URI base = standIn.base().resolve(path);

        OpenMeteo prefixed = new OpenMeteo(new WeatherSettings(base, base, Duration.ofSeconds(10)));

        WeatherAnswer answer = prefixed.current("Seattle");

        assertThat(answer).isInstanceOf(Report.class);
        assertThat(standIn.requests()).extracting(Request::path).containsExactly(
                base.resolve(path.replaceAll("/$", "") + "/v1/search").getPath(),
                base.resolve(path.replaceAll("/$", "") + "/v1/forecast").getPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "東京", "Zürich", "São Paulo", "🏔️ Peak", "Q&A #1 50%+? =/;{x}", "a%20b", "../..", "'\"<b>", "\ud800",
            "+1", "{name}"})
    void asksForAnyNameAsItStands(String name) {
        standIn.knows(name.replace("\ud800", "?"), place("Found", "", "", ""));

        assertThat(weather.current(name)).isInstanceOf(Report.class).extracting(WeatherAnswer::location)
                .isEqualTo("Found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u00a0"})
    void looksInSeattleWhereNoPlaceIsNamed(String blank) {
        assertThat(weather.current(blank).location()).isEqualTo("Seattle, Washington, United States");
        assertThat(searches()).containsExactly("Seattle, WA", "Seattle");
    }

    @Test
    void putsTheNameOnOneLine() {
        weather.current("  New\r\n York\u0000\u2028City ");

        assertThat(searches()).containsExactly("New York City");
    }

    @Test
    void prefersTheWholeNameIfTheGeocoderKnowsIt() {
        standIn.knows("Springfield, IL", place("Springfield", "Illinois", "United States", "US"));

        assertThat(weather.current("Springfield, IL").location()).isEqualTo("Springfield, Illinois, United States");
        assertThat(searches()).containsExactly("Springfield, IL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Springfield, IL              | Springfield, Illinois, United States
            Springfield,illinois         | Springfield, Illinois, United States
            Springfield, MA, USA         | Springfield, Massachusetts, United States
            Springfield, New Zealand     | Springfield, Canterbury, New Zealand
            Springfield, nz              | Springfield, Canterbury, New Zealand
            Springfield, USA             | Springfield, Missouri, United States
            Springfield, UK              | Springfield, Scotland, United Kingdom
            Springfield, Atlantis, NZ    | Springfield, Canterbury, New Zealand
            Springfield, U.S.A.          | Springfield, Missouri, United States
            Springfield, new-zealand     | Springfield, Canterbury, New Zealand
            Springfield,                 | Springfield, Missouri, United States
            'Springfield, , '            | Springfield, Missouri, United States
            """)
    void choosesByWhatFollowsTheComma(String asked, String found) {
        standIn.knows("Springfield",
                place("Springfield", "Missouri", "United States", "US"),
                place("Springfield", "Massachusetts", "United States", "US"),
                place("Springfield", "Illinois", "United States", "US"),
                place("Springfield", "Canterbury", "New Zealand", "NZ"),
                place("Springfield", "Scotland", "United Kingdom", "GB"));

        assertThat(weather.current(asked).location()).isEqualTo(found);
        assertThat(standIn.requests().get(1).parameters())
                .contains(entry("name", "Springfield"), entry("count", "10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Paris, Mars", "Paris, TX", "Paris, UK", "Paris , Île", "Paris, -, Mars"})
    void asksBackWhereNothingAfterTheCommaMatches(String asked) {
        standIn.knows("Paris",
                place("Paris", "Île-de-France", "France", "FR"),
                place("Paris", "", "", ""));

        assertThat(weather.current(asked)).isEqualTo(new Failure(asked, "No place named '" + asked
                + "' was found. Did you mean 'Paris, Île-de-France, France'?"));
        assertThat(searches()).containsExactly(asked, "Paris");
        assertThat(standIn.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Paris, Île-de-France, France", "Paris, Ile de France", "Paris, I\u0302le-de-france",
            "Paris, FR", "Paris, Mars, France"})
    void findsWhatItSuggests(String asked) {
        standIn.knows("Paris",
                place("Paris", "Texas", "United States", "US"),
                place("Paris", "Île-de-France", "France", "FR"));

        assertThat(weather.current(asked)).isInstanceOf(Report.class).extracting(WeatherAnswer::location)
                .isEqualTo("Paris, Île-de-France, France");
    }

    @Test
    void findsSeattleThoughTheGeocoderKnowsTheFullTextOnly() {
        standIn.knows("Seattle");
        standIn.knows("Seattle, WA", OpenMeteoStandIn.SEATTLE);

        assertThat(weather.current("Seattle, WA").location()).isEqualTo("Seattle, Washington, United States");
        assertThat(searches()).containsExactly("Seattle, WA");
    }

    @Test
    void leavesOutOfANameWhatIsAbsentOrRepeated() {
        standIn.knows("Singapore", place("Singapore", "", "Singapore", "SG"));
        standIn.knows("Nowhere", "{\"name\":\"Nowhere\",\"latitude\":0,\"longitude\":0.00001,\"admin1\":null}");

        assertThat(weather.current("Singapore").location()).isEqualTo("Singapore");
        assertThat(weather.current("Nowhere").location()).isEqualTo("Nowhere");
        assertThat(standIn.requests().getLast().parameters())
                .contains(entry("latitude", "0.0"), entry("longitude", "0.000010"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"results\":[]}", "{\"generationtime_ms\":0.5}", "{\"results\":null}", "{}"})
    void saysThatAPlaceIsUnknown(String found) {
        standIn.geocoding(Answer.json(found));

        assertThat(weather.current("Xyzzy, FR")).isEqualTo(new Failure("Xyzzy, FR",
                "No place named 'Xyzzy, FR' was found. Check the spelling or add a country."));
        assertThat(searches()).containsExactly("Xyzzy, FR", "Xyzzy");
    }

    @Test
    void refusesAnOverlongNameWithoutAsking() {
        assertThat(weather.current("🏔".repeat(200))).isInstanceOf(Failure.class);
        assertThat(standIn.requests()).hasSize(1);

        assertThat(weather.current("🏔".repeat(10_000))).isEqualTo(new Failure("🏔".repeat(60) + "…",
                "'" + "🏔".repeat(60) + "…' is 10000 characters long. Name the place in at most 200, such as"
                        + " 'Seattle, WA'."));
        assertThat(standIn.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0,32.0", "-0.0,32.0", "-0.04,32.0", "-17.8,0.0", "-40,-40.0", "21.35,70.5", "100,212.0"})
    void knowsBothScales(String celsius, double fahrenheit) {
        standIn.now(OpenMeteoStandIn.MILD.replace("12.3", celsius));

        Report report = (Report) weather.current("Seattle");

        assertThat(report.temperatureF()).isEqualTo(fahrenheit);
        assertThat(report.temperatureF() + " " + report.temperatureC()).doesNotContain("-0.0");
    }

    @Test
    void readsLocalTimes() {
        standIn.forecast(Answer.json(
                "{\"utc_offset_seconds\":-28800,\"current\":" + OpenMeteoStandIn.MILD + "}"));

        assertThat(weather.current("Seattle")).extracting(answer -> ((Report) answer).reportedAt())
                .isEqualTo(Instant.parse("2026-11-23T03:15:00Z"));
    }

    @Test
    void readsABodyInChunks() {
        String search = "{\"results\":[" + OpenMeteoStandIn.SEATTLE + "]}";
        standIn.geocoding(Answer.bytes(Answer.head(200, "Transfer-Encoding: chunked")
                + "1\r\n{\r\n" + Integer.toHexString(search.length() - 1) + "\r\n" + search.substring(1)
                + "\r\n0\r\n\r\n"));

        assertThat(weather.current("Seattle")).isInstanceOf(Report.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void readsABodyThatEndsWithTheConnection(String version) {
        standIn.geocoding(Answer.bytes(version + " 200 OK\r\nContent-Type: application/json\r\n\r\n{\"results\":["
                + OpenMeteoStandIn.SEATTLE + "]}"));

        assertThat(weather.current("Seattle")).isInstanceOf(Report.class);
    }

    static Stream<Arguments> badAnswers() {
        String html = "<!doctype html><html><body>Bad gateway</body></html>";
        String tooLarge = "{\"results\":[],\"padding\":\"" + "x".repeat(2_000_000) + "\"}";
        return Stream.of(
                Arguments.of("HTTP 500", Answer.status(500, "{}"), FAILED),
                Arguments.of("HTTP 400", Answer.status(400, "{\"error\":true,\"reason\":\"no\"}"), FAILED),
                Arguments.of("HTTP 302", Answer.bytes(Answer.head(302, "Location: /v1/other\r\nContent-Length: 0")),
                        FAILED),
                Arguments.of("HTTP 204", Answer.bytes("HTTP/1.1 204 No Content\r\n\r\n"), FAILED),
                Arguments.of("HTTP 429", Answer.status(429, "{}"), "The weather service takes no more requests just"
                        + " now, so there is no answer for 'Seattle'. Try again in a few minutes."),
                Arguments.of("malformed JSON", Answer.json("{\"results\":[{\"name\":"), UNREADABLE),
                Arguments.of("HTML", Answer.json(html), UNREADABLE),
                Arguments.of("empty", Answer.json(""), UNREADABLE),
                Arguments.of("a list", Answer.json("[]"), UNREADABLE),
                Arguments.of("deep JSON", Answer.json("{\"results\":" + "[".repeat(200_000)), UNREADABLE),
                Arguments.of("not HTTP", Answer.bytes("SSH-2.0-OpenSSH_9.6\r\n"), UNREADABLE),
                Arguments.of("too large", Answer.json(tooLarge), UNREADABLE),
                Arguments.of("endless body", Answer.endless(Answer.head(200, "Connection: close") + "{\"a\":\"",
                        "x".repeat(8192), Duration.ZERO), UNREADABLE),
                Arguments.of("endless chunk", Answer.endless(Answer.head(200, "Transfer-Encoding: chunked")
                        + "7fffffff\r\n", "x".repeat(8192), Duration.ZERO), UNREADABLE),
                Arguments.of("endless header", Answer.endless("HTTP/1.1 200 OK\r\nA: ", "x".repeat(8192),
                        Duration.ZERO), UNREADABLE),
                Arguments.of("cut short", Answer.bytes(Answer.head(200, "Content-Length: 900") + "{\"res"),
                        UNREACHABLE),
                Arguments.of("closed at once", Answer.bytes(""), UNREACHABLE),
                Arguments.of("reset", Answer.reset(), UNREACHABLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void makesAFailureOfABadAnswerOfTheGeocoder(String what, Answer answer, String error) throws Exception {
        standIn.geocoding(answer);

        assertThat(weather.current("Seattle")).isEqualTo(new Failure("Seattle", error));
        assertThat(log.text()).contains("WARNING", "Geocoding").doesNotContain("Seattle");
        assertNoConnectionIsLeft();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void makesAFailureOfABadAnswerOfTheForecast(String what, Answer answer, String error) throws Exception {
        standIn.forecast(answer);

        assertThat(weather.current("Seattle")).isEqualTo(new Failure("Seattle", error));
        assertThat(log.text()).contains("WARNING", "Forecast").doesNotContain("Seattle");
        assertNoConnectionIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"results\":\"none\"}",
            "{\"results\":[null]}",
            "{\"results\":[{\"latitude\":1,\"longitude\":2}]}",
            "{\"results\":[{\"name\":\"Seattle\",\"latitude\":1}]}",
            "{\"results\":[{\"name\":\"Seattle\",\"latitude\":\"1\",\"longitude\":2}]}",
            "{\"results\":[{\"name\":\"Seattle\",\"latitude\":91,\"longitude\":2}]}",
            "{\"results\":[{\"name\":\"Seattle\",\"latitude\":NaN,\"longitude\":2}]}"})
    void doesNotGuessAPlace(String found) {
        standIn.geocoding(Answer.json(found));

        assertThat(weather.current("Seattle")).isEqualTo(new Failure("Seattle", UNREADABLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "temperature_2m":12.3            | "temperature":12.3
            "temperature_2m":12.3            | "temperature_2m":null
            "temperature_2m":12.3            | "temperature_2m":"12.3"
            "temperature_2m":12.3            | "temperature_2m":NaN
            "temperature_2m":12.3            | "temperature_2m":1e999
            "relative_humidity_2m":81        | "relative_humidity_2m":101
            "relative_humidity_2m":81        | "relative_humidity_2m":1e30
            "wind_speed_10m":12.2            | "wind_speed_10m":-1
            "wind_direction_10m":25          | "wind_direction_10m":361
            "weather_code":2                 | "weather_code":true
            "time":"2026-11-22T19:15"        | "time":"yesterday"
            "time":"2026-11-22T19:15"        | "time":1795374900
            """)
    void doesNotGuessAValue(String right, String wrong) {
        assertThat(OpenMeteoStandIn.MILD).contains(right);
        standIn.now(OpenMeteoStandIn.MILD.replace(right, wrong));

        assertThat(weather.current("Seattle")).isEqualTo(new Failure("Seattle", UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"current\":null}", "{\"current\":[]}", "{\"hourly\":{}}"})
    void doesNotGuessTheWeather(String forecast) {
        standIn.forecast(Answer.json(forecast));

        assertThat(weather.current("Seattle")).isEqualTo(new Failure("Seattle", UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"GMT\"", "86400", "1e12"})
    void doesNotGuessATimeZone(String offset) {
        standIn.forecast(Answer.json(
                "{\"utc_offset_seconds\":" + offset + ",\"current\":" + OpenMeteoStandIn.MILD + "}"));

        assertThat(weather.current("Seattle")).isEqualTo(new Failure("Seattle", UNREADABLE));
    }

    @Test
    void makesAFailureOfARefusedConnection() throws IOException {
        standIn.close();

        assertThat(weather.current("Seattle")).isEqualTo(new Failure("Seattle", UNREACHABLE));
        assertThat(log.text()).contains("Connection refused").doesNotContain("Seattle");
    }

    @Test
    void makesAFailureOfAnUnknownHost() {
        URI nowhere = URI.create("http://open-meteo.invalid");

        assertThat(new OpenMeteo(new WeatherSettings(nowhere, nowhere, Duration.ofSeconds(10))).current("Seattle"))
                .isEqualTo(new Failure("Seattle", UNREACHABLE));
    }

    @Test
    void worksAgainAfterAFailure() {
        standIn.forecast(Answer.reset());
        assertThat(weather.current("Seattle")).isInstanceOf(Failure.class);

        standIn.now(OpenMeteoStandIn.MILD);
        assertThat(weather.current("Seattle")).isInstanceOf(Report.class);
    }

    private List<String> searches() {
        return standIn.requests().stream()
                .filter(request -> request.path().equals("/v1/search"))
                .map(request -> request.parameters().get("name"))
                .toList();
    }

    private void assertNoConnectionIsLeft() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (standIn.openConnections() > 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(standIn.openConnections()).isZero();
    }

    private static String place(String name, String region, String country, String code) {
        return """
                {"name":"%s","latitude":1.5,"longitude":2.5,"admin1":"%s","country":"%s","country_code":"%s"}"""
                .formatted(name, region, country, code);
    }
}
