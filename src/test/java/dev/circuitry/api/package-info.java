/** Tests of the HTTP contract; every exchange is held against openapi.yaml. */
@NullMarked
package dev.circuitry.api;

import org.jspecify.annotations.NullMarked;
