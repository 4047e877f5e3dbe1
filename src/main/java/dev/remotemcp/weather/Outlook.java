package dev.remotemcp.weather;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the weather is going to be.
 *
 * @param timeZone of the place; its calendar days are {@code days}
 * @param hours the hour of the report and those after it, in order, at most {@value #MAX_HOURS}
 * @param days today and those after it, in order, at most {@value #MAX_DAYS}
 */
public record Outlook(ZoneId timeZone, List<Hour> hours, List<Day> days) {

    static final int MAX_HOURS = 24;
    static final int MAX_DAYS = 7;

    public Outlook {
        hours = List.copyOf(hours);
        days = List.copyOf(days);
    }

    /** Whether it tells nothing: the service had no forecast for the place. */
    public boolean isEmpty() {
        return hours.isEmpty() && days.isEmpty();
    }

    /**
     * One hour.
     *
     * @param time its beginning
     * @param temperatureC degrees Celsius, kept to one decimal
     * @param condition in words, as in a report
     * @param precipitationPercent probability from 0 to 100; null where no model tells
     * @param isDay whether the sun is up; null where it is not told
     */
    public record Hour(Instant time, double temperatureC, String condition, @Nullable Integer precipitationPercent,
                       @Nullable Boolean isDay) {

        public Hour {
            temperatureC = Tenths.of(temperatureC);
        }
    }

    /**
     * One day at the place.
     *
     * @param condition the most severe of the day, in words
     * @param highC degrees Celsius, kept to one decimal
     * @param lowC degrees Celsius, kept to one decimal
     * @param precipitationPercent highest probability from 0 to 100; null where no model tells
     */
    public record Day(LocalDate date, String condition, double highC, double lowC,
                      @Nullable Integer precipitationPercent) {

        public Day {
            highC = Tenths.of(highC);
            lowC = Tenths.of(lowC);
        }
    }
}
