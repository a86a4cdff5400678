/** What a business pays for and how much of everything it gets for it. */
@NullMarked
package dev.bac.provisioning.plan;

import org.jspecify.annotations.NullMarked;
