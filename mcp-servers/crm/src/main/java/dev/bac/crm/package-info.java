/** TBD */
@NullMarked
package dev.bac.crm;

import org.jspecify.annotations.NullMarked;
