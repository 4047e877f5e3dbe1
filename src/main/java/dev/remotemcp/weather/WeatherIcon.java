package dev.remotemcp.weather;

import dev.remotemcp.protocol.Icon;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A sun, by which people recognise the tool: sharp at any size, and as pixels for clients such as VS Code that take no SVG. */
final class WeatherIcon {

    private static final String FILE = "/icons/weather.png";
    private static final int SIZE = 48;

    private WeatherIcon() {
    }

    static Icon svg() {
        return Icon.svg("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#f59e0b" stroke-width="2"
                  stroke-linecap="round"><circle cx="12" cy="12" r="4" fill="#f59e0b"/><path d="M12 3v2m0 14v2M3 12h2m14 0h2
                  M5.6 5.6l1.4 1.4m10 10l1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4"/></svg>""");
    }

    static Icon png() {
        try (InputStream in = Optional.ofNullable(WeatherIcon.class.getResourceAsStream(FILE))
                .orElseThrow(() -> new IllegalStateException(FILE + " is not on the class path"))) {
            return Icon.png(in.readAllBytes(), SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
