/**
 * Every way a request or a run can fail, each with a code, a status and a page that explains it.
 */
@NullMarked
package dev.circuitry.problem;

import org.jspecify.annotations.NullMarked;
