/**
 * Nodes, edges, the computational graph of a transformer, and circuits: immutable subsets of its
 * edges.
 */
@NullMarked
package dev.circuitry.graph;

import org.jspecify.annotations.NullMarked;
