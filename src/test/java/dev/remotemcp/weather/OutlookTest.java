package dev.remotemcp.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.weather.OpenMeteoStandIn.Answer;
import dev.remotemcp.weather.Outlook.Day;
import dev.remotemcp.weather.Outlook.Hour;
import dev.remotemcp.weather.WeatherAnswer.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {

    /** Of a place eight hours behind Greenwich, where it is a quarter past eleven in the morning. */
    private static final String HEAD = "\"utc_offset_seconds\":-28800,\"timezone\":\"America/Los_Angeles\",\"current\":"
            + OpenMeteoStandIn.MILD.replace("T19:15", "T11:15");

    private OpenMeteoStandIn standIn;

    @BeforeEach
    void start() throws IOException {
        standIn = OpenMeteoStandIn.start();
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
    }

    @Test
    void readsTheHoursFromThisOneOn() {
        Outlook outlook = outlook(HEAD, """
                "hourly":{"time":["2026-11-22T10:00","2026-11-22T11:00","2026-11-22T12:00"],
                "temperature_2m":[11,12.34,-0.04],"weather_code":[0,2,61],"precipitation_probability":[0,5,80],
                "is_day":[1,1,0]}""");

        assertThat(outlook.timeZone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
        assertThat(outlook.hours()).containsExactly(
                new Hour(Instant.parse("2026-11-22T19:00:00Z"), 12.3, "Partly cloudy", 5, true),
                new Hour(Instant.parse("2026-11-22T20:00:00Z"), 0, "Slight rain", 80, false));
    }

    @Test
    void readsTheDaysFromTodayOn() {
        Outlook outlook = outlook(HEAD, """
                "daily":{"time":["2026-11-21","2026-11-22","2026-11-23"],"weather_code":[3,71,95],
                "temperature_2m_max":[9,8.16,12],"temperature_2m_min":[1,-2.5,3],
                "precipitation_probability_max":[0,100,40]}""");

        assertThat(outlook.days()).containsExactly(
                new Day(LocalDate.parse("2026-11-22"), "Slight snow fall", 8.2, -2.5, 100),
                new Day(LocalDate.parse("2026-11-23"), "Thunderstorm", 12, 3, 40));
    }

    @Test
    void countsHoursByTheLocalClock() {
        Outlook outlook = outlook("\"utc_offset_seconds\":20700,\"timezone\":\"Asia/Kathmandu\",\"current\":"
                + OpenMeteoStandIn.MILD.replace("T19:15", "T11:15"), hours(9, 13));

        assertThat(outlook.hours()).extracting(Hour::time).containsExactly(
                Instant.parse("2026-11-22T05:15:00Z"), Instant.parse("2026-11-22T06:15:00Z"));
    }

    @Test
    void takesNoMoreThanItSays() {
        assertThat(outlook(HEAD, hours(0, 24).replace("11-22", "11-23")).hours()).hasSize(24);
        assertThat(outlook(HEAD, "\"hourly\":{\"time\":[%s],\"temperature_2m\":[%s],\"weather_code\":[%s]}".formatted(
                repeated("\"2026-11-22T12:00\""), repeated("1"), repeated("0"))).hours()).hasSize(24);
        assertThat(outlook(HEAD, ("\"daily\":{\"time\":[%s],\"temperature_2m_max\":[%2$s],\"temperature_2m_min\":[%2$s],"
                + "\"weather_code\":[%2$s]}").formatted(repeated("\"2026-11-22\""), repeated("1"))).days()).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "temperature_2m | [null,2]", "temperature_2m | ['1',2]", "weather_code | [null,0]", "weather_code | [true,0]",
            "time | [null,'2026-11-22T13:00']", "time | ['soon','2026-11-22T13:00']"}, quoteCharacter = '`')
    void leavesOutAnHourThatLacksAValue(String column, String values) {
        String columns = hours(12, 14);
        String broken = columns.replaceFirst("\"" + column + "\":\\[[^]]*]",
                "\"" + column + "\":" + values.replace('\'', '"'));

        assertThat(outlook(HEAD, columns).hours()).hasSize(2);
        assertThat(outlook(HEAD, broken).hours()).extracting(Hour::time)
                .containsExactly(Instant.parse("2026-11-22T21:00:00Z"));
    }

    @Test
    void tellsAnHourWithoutProbabilityAndDaylight() {
        assertThat(outlook(HEAD, hours(12, 13)).hours()).containsExactly(
                new Hour(Instant.parse("2026-11-22T20:00:00Z"), 12, "Clear sky", null, null));
        assertThat(outlook(HEAD, hours(12, 13).replace("}", ",\"precipitation_probability\":[101],\"is_day\":[null]}"))
                .hours()).containsExactly(new Hour(Instant.parse("2026-11-22T20:00:00Z"), 12, "Clear sky", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"hourly\":null", "\"hourly\":[1,2]", "\"hourly\":\"none\"", "\"hourly\":{}", "\"hourly\":{\"time\":{}}",
            "\"hourly\":{\"time\":[\"2026-11-22T12:00\"]}", "\"daily\":{\"time\":[\"2026-11-22\"]}", "\"daily\":7",
            "\"daily\":{\"time\":[\"2026-11-22\"],\"weather_code\":7}", "\"elevation\":59"})
    void isEmptyWhereTheServiceTellsNone(String part) {
        assertThat(outlook(HEAD, part).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"timezone\":null,", "\"timezone\":\"Mars/Olympus\",", "\"timezone\":7,"})
    void fallsBackToTheOffset(String zone) {
        String head = "\"utc_offset_seconds\":3600," + zone + "\"current\":" + OpenMeteoStandIn.MILD;

        assertThat(outlook(head, hours(20, 21)).timeZone()).isEqualTo(ZoneId.of("UTC+01:00"));
    }

    private Outlook outlook(String head, String part) {
        standIn.forecast(Answer.json("{" + head + "," + part + "}"));
        WeatherAnswer answer = new OpenMeteo(standIn.settings(Duration.ofSeconds(10))).current("Seattle");
        assertThat(answer).isInstanceOf(Report.class);
        return ((Report) answer).outlook();
    }

    private static String hours(int from, int to) {
        return "\"hourly\":{\"time\":[" + IntStream.range(from, to)
                .mapToObj("\"2026-11-22T%02d:00\""::formatted).collect(Collectors.joining(","))
                + "],\"temperature_2m\":[" + IntStream.range(from, to)
                .mapToObj(Integer::toString).collect(Collectors.joining(","))
                + "],\"weather_code\":[" + String.join(",", Collections.nCopies(to - from, "0")) + "]}";
    }

    private static String repeated(String value) {
        return String.join(",", Collections.nCopies(100, value));
    }
}
