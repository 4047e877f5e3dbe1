/** The weather at a place, asked from <a href="https://open-meteo.com/en/docs">Open-Meteo</a>. */
@NullMarked
package dev.remotemcp.weather;

import org.jspecify.annotations.NullMarked;
