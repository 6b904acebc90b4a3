package dev.circuitry.spec;

/** The arithmetic of model and metric. */
public enum Precision implements WireName {
    FLOAT32,
    FLOAT64
}
