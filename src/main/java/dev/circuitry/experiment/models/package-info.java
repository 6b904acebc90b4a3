/** The models there are: those in the box and those in folders, and their weights in memory. */
@NullMarked
package dev.circuitry.experiment.models;

import org.jspecify.annotations.NullMarked;
