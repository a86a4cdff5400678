/** Which parts of the platform a business has switched on, and what they need of each other. */
@NullMarked
package dev.bac.provisioning.feature;

import org.jspecify.annotations.NullMarked;
