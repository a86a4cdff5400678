/** Records that may be the same person or company twice. */
@NullMarked
package dev.bac.crm.duplicate;

import org.jspecify.annotations.NullMarked;
