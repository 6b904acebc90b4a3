package dev.circuitry.problem;

import java.util.List;

/**
 * Something that a user should know although the request is carried out.
 *
 * @param code what kind
 * @param detail a whole sentence
 * @param examples the first rows of the data that it is about, from 1; none where it is about no
 *     row
 */
public record Warning(WarningCode code, String detail, List<Integer> examples) {
    private static final int MOST_EXAMPLES = 5;

    public Warning {
        examples = examples.stream().limit(MOST_EXAMPLES).toList();
    }

    /** One that is about no row. */
    public static Warning of(WarningCode code, String detail) {
        return new Warning(code, detail, List.of());
    }
}
