/** A vendor for trying things out, which reaches nobody. */
@NullMarked
package dev.bac.messaging.sandbox;

import org.jspecify.annotations.NullMarked;
