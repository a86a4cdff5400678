/** Activations: their records, their seven steps and the tools on them. */
@NullMarked
package dev.bac.provisioning.activation;

import org.jspecify.annotations.NullMarked;
