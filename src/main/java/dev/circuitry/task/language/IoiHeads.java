package dev.circuitry.task.language;

import static dev.circuitry.task.language.HeadGroups.INPUT;
import static dev.circuitry.task.language.HeadGroups.OUTPUT;

import dev.circuitry.task.language.HeadGroups.Connection;
import dev.circuitry.task.language.HeadGroups.Group;
import java.util.List;

/** The heads of indirect object identification (Wang et al. 2022; reference: ioi/utils.py). */
final class IoiHeads {
    private static final String NAME_MOVER = "name mover";
    private static final String BACKUP_NAME_MOVER = "backup name mover";
    private static final String NEGATIVE_NAME_MOVER = "negative name mover";
    private static final String S2_INHIBITION = "s2 inhibition";
    private static final String INDUCTION = "induction";
    private static final String DUPLICATE_TOKEN = "duplicate token";
    private static final String PREVIOUS_TOKEN = "previous token";

    /** The groups and what they read. */
    static final HeadGroups CIRCUIT =
            new HeadGroups(
                    List.of(
                            new Group(NAME_MOVER, "#d7f8ee", "9.9 10.0 9.6"),
                            new Group(
                                    BACKUP_NAME_MOVER,
                                    "#e7f2da",
                                    "10.10 10.6 10.2 10.1 11.2 9.7 9.0 11.9"),
                            new Group(NEGATIVE_NAME_MOVER, "#fee7d5", "10.7 11.10"),
                            new Group(S2_INHIBITION, "#ececf5", "7.3 7.9 8.6 8.10"),
                            new Group(INDUCTION, "#fff6db", "5.5 5.8 5.9 6.9"),
                            new Group(DUPLICATE_TOKEN, "#fad6e9", "0.1 0.10 3.0"),
                            new Group(PREVIOUS_TOKEN, "#f9ecd7", "2.2 4.11")),
                    List.of(
                            new Connection(INPUT, PREVIOUS_TOKEN, "qkv"),
                            new Connection(INPUT, DUPLICATE_TOKEN, "qkv"),
                            new Connection(INPUT, S2_INHIBITION, "q"),
                            new Connection(INPUT, NEGATIVE_NAME_MOVER, "kv"),
                            new Connection(INPUT, NAME_MOVER, "kv"),
                            new Connection(INPUT, BACKUP_NAME_MOVER, "kv"),
                            new Connection(PREVIOUS_TOKEN, INDUCTION, "kv"),
                            new Connection(INDUCTION, S2_INHIBITION, "kv"),
                            new Connection(DUPLICATE_TOKEN, S2_INHIBITION, "kv"),
                            new Connection(S2_INHIBITION, NEGATIVE_NAME_MOVER, "q"),
                            new Connection(S2_INHIBITION, NAME_MOVER, "q"),
                            new Connection(S2_INHIBITION, BACKUP_NAME_MOVER, "q"),
                            new Connection(NEGATIVE_NAME_MOVER, OUTPUT, ""),
                            new Connection(NAME_MOVER, OUTPUT, ""),
                            new Connection(BACKUP_NAME_MOVER, OUTPUT, "")));

    private IoiHeads() {}
}
