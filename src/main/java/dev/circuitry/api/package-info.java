/** The HTTP contract: controllers, wire records, problem documents; openapi.yaml describes it. */
@NullMarked
package dev.circuitry.api;

import org.jspecify.annotations.NullMarked;
