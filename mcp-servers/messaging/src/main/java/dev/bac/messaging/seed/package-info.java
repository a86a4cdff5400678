/** Records to fill a tenant's messaging with. */
@NullMarked
package dev.bac.messaging.seed;

import org.jspecify.annotations.NullMarked;
