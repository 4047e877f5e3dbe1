package dev.remotemcp.weather;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A hit of the search for places; parts that the geocoder does not know are empty. */
record Place(String name, String region, String country, String countryCode, double latitude, double longitude) {

    private static final Map<String, String> COUNTRY_ALIASES = Map.of("UK", "GB", "USA", "US");

    private static final Map<String, String> US_STATES = Arrays.stream("""
            AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,
            DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,
            KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,
            MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,
            NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,
            SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,
            WV West Virginia,WI Wisconsin,WY Wyoming"""
            .split(",\\s*"))
            .collect(Collectors.toUnmodifiableMap(state -> state.substring(0, 2), state -> state.substring(3)));

    private static final Pattern UNSAID = Pattern.compile("[^\\p{L}\\p{N}]+");

    Place {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("No such point on earth: " + latitude + ", " + longitude);
        }
    }

    /** Name, region, country, without what is absent or said already. */
    String canonicalName() {
        return Stream.of(name, region, country)
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The parts between commas, such as {@code WA} and {@code France}. */
    static List<String> qualifiers(String text) {
        return Arrays.stream(text.split(",")).filter(part -> !letters(part).isEmpty()).toList();
    }

    /** How many of the qualifiers this place answers to. */
    long matches(List<String> qualifiers) {
        return qualifiers.stream().filter(this::answersTo).count();
    }

    private boolean answersTo(String qualifier) {
        String asked = letters(qualifier);
        return asked.equals(letters(region))
                || asked.equals(letters(country))
                || COUNTRY_ALIASES.getOrDefault(asked, asked).equalsIgnoreCase(countryCode)
                || countryCode.equalsIgnoreCase("US") && region.equalsIgnoreCase(US_STATES.get(asked));
    }

    /** What counts when names are compared: "Île-de-France" becomes "ILEDEFRANCE", and "D.C." becomes "DC". */
    private static String letters(String text) {
        return UNSAID.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
