package dev.circuitry.rasp;

import java.util.List;

/**
 * A part of a RASP program. Programs are graphs of expressions: two expressions are the same only
 * if they are one object, and a shared one is computed once.
 */
public sealed interface Expression permits Sop, Select {

    /** What labels in the compiled model begin with. */
    String name();

    /** The expressions this one reads, in order; empty for the inputs of a program. */
    List<Expression> operands();
}
