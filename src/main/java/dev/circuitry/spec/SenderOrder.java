package dev.circuitry.spec;

/**
 * The order in which a receiver's senders are tested.
 *
 * @param indices among the heads of one hook point
 * @param names among hook points
 * @param seed of Python's generator, used where one of them is random
 */
public record SenderOrder(Order indices, Order names, long seed) {}
