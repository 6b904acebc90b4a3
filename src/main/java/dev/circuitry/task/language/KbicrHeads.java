package dev.circuitry.task.language;

import static dev.circuitry.task.language.HeadGroups.INPUT;
import static dev.circuitry.task.language.HeadGroups.OUTPUT;

import dev.circuitry.task.language.HeadGroups.Connection;
import dev.circuitry.task.language.HeadGroups.Group;
import java.util.List;

/** The heads of knowledge-based in-context retrieval, drawn up by hand in the fork. */
final class KbicrHeads {
    private static final String NAME_MOVER = "name mover";
    private static final String BACKUP_NAME_MOVER = "backup name mover";
    private static final String NEGATIVE_NAME_MOVER = "negative name mover";
    private static final String COUNTRY_CAPITAL_MOVER = "country-capital mover";
    private static final String NON_S_INHIBITION = "non-s inhibition";
    private static final String INDUCTION = "induction";
    private static final String DUPLICATE_TOKEN = "duplicate token";
    private static final String PREVIOUS_TOKEN = "previous token";

    /** The groups and what they read. */
    static final HeadGroups CIRCUIT =
            new HeadGroups(
                    List.of(
                            new Group(NAME_MOVER, "#d7f8ee", "9.9 8.11 9.6 10.0"),
                            new Group(BACKUP_NAME_MOVER, "#e7f2da", "10.6 10.10 11.2 11.1 11.6"),
                            new Group(NEGATIVE_NAME_MOVER, "#fee7d5", "10.7 11.10 11.6"),
                            new Group(COUNTRY_CAPITAL_MOVER, "#ececf5", "9.8"),
                            new Group(NON_S_INHIBITION, "#f9d9d7", "8.10 7.7"),
                            new Group(INDUCTION, "#fff6db", "5.5 5.1 7.1 7.10 6.9"),
                            new Group(DUPLICATE_TOKEN, "#fad6e9", "0.10 1.11 0.5 3.0 0.1"),
                            new Group(PREVIOUS_TOKEN, "#f9ecd7", "2.2 4.11")),
                    List.of(
                            new Connection(INPUT, PREVIOUS_TOKEN, "qkv"),
                            new Connection(INPUT, DUPLICATE_TOKEN, "qkv"),
                            new Connection(INPUT, NON_S_INHIBITION, "q"),
                            new Connection(INPUT, COUNTRY_CAPITAL_MOVER, "kv"),
                            new Connection(INPUT, NEGATIVE_NAME_MOVER, "kv"),
                            new Connection(INPUT, NAME_MOVER, "kv"),
                            new Connection(INPUT, BACKUP_NAME_MOVER, "kv"),
                            new Connection(PREVIOUS_TOKEN, INDUCTION, "kv"),
                            new Connection(INDUCTION, NON_S_INHIBITION, "kv"),
                            new Connection(DUPLICATE_TOKEN, NON_S_INHIBITION, "kv"),
                            new Connection(NON_S_INHIBITION, NEGATIVE_NAME_MOVER, "q"),
                            new Connection(NON_S_INHIBITION, NAME_MOVER, "q"),
                            new Connection(NON_S_INHIBITION, BACKUP_NAME_MOVER, "q"),
                            new Connection(NEGATIVE_NAME_MOVER, OUTPUT, ""),
                            new Connection(NAME_MOVER, OUTPUT, ""),
                            new Connection(BACKUP_NAME_MOVER, OUTPUT, ""),
                            new Connection(COUNTRY_CAPITAL_MOVER, OUTPUT, "")));

    /**
     * The fork's first version: fewer heads, nothing that inhibits, and country-capital movers that
     * neither read the embedding nor write to the output.
     */
    static final HeadGroups FIRST =
            new HeadGroups(
                    List.of(
                            new Group(NAME_MOVER, "#d7f8ee", "8.11 9.6 9.9 10.0"),
                            new Group(NEGATIVE_NAME_MOVER, "#e7f2da", "10.7 11.10"),
                            new Group(COUNTRY_CAPITAL_MOVER, "#fee7d5", "9.8"),
                            new Group(INDUCTION, "#fff6db", "4.11 5.5 6.9 10.7"),
                            new Group(DUPLICATE_TOKEN, "#fad6e9", "0.1 0.10 3.0"),
                            new Group(PREVIOUS_TOKEN, "#f9ecd7", "2.2 4.11")),
                    CIRCUIT.connections().stream()
                            .filter(
                                    connection ->
                                            !connection.from().equals(COUNTRY_CAPITAL_MOVER)
                                                    && !connection
                                                            .to()
                                                            .equals(COUNTRY_CAPITAL_MOVER))
                            .toList());

    private KbicrHeads() {}
}
