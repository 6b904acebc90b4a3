package dev.circuitry.discovery;

import dev.circuitry.spec.WireName;

/** Why a run visited no more receivers. */
public enum StoppedBy implements WireName {
    /** All were visited. */
    FINISHED,
    MAX_NUM_EPOCHS,
    SINGLE_STEP
}
