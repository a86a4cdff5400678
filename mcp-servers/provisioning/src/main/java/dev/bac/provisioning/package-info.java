/** TBD */
@NullMarked
package dev.bac.provisioning;

import org.jspecify.annotations.NullMarked;
