/** The life of a business after its activation: orders that the platform carries out, and how each went. */
@NullMarked
package dev.bac.provisioning.life;

import org.jspecify.annotations.NullMarked;
