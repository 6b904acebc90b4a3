package dev.circuitry.problem;

/**
 * One broken rule of a request.
 *
 * @param pointer where: a JSON pointer into the body as a URI fragment ({@code #/threshold}), or a
 *     parameter's name
 * @param detail the rule, the value, and what to do
 */
public record Violation(String pointer, String detail) {}
