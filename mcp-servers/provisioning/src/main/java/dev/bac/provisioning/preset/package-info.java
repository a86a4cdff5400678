/** What the businesses of an industry and of a country usually need. */
@NullMarked
package dev.bac.provisioning.preset;

import org.jspecify.annotations.NullMarked;
