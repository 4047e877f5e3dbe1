package dev.remotemcp.weather;

final class Tenths {

    private Tenths() {
    }

    /** The value to one decimal; by way of a whole number, so that −0.0 becomes 0.0. */
    static double of(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
