package dev.circuitry.spec;

/** Who goes first in the queue. */
public enum Priority implements WireName {
    LOW,
    NORMAL,
    HIGH
}
