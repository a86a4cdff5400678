/** Records made one, and taken apart again. */
@NullMarked
package dev.bac.crm.merge;

import org.jspecify.annotations.NullMarked;
