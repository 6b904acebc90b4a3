package dev.circuitry.spec;

/** Which evaluations are repeated by plain full forward passes. */
public enum Verification implements WireName {
    OFF,
    SAMPLE,
    FULL
}
