/**
 * What can be taken away from a job, in every form: its circuit, its steps, its decisions. The HTTP
 * interface and the command line both write it from here.
 */
@NullMarked
package dev.circuitry.download;

import org.jspecify.annotations.NullMarked;
