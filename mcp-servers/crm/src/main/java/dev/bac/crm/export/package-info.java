/** Records written out as tables, for who asked for them. */
@NullMarked
package dev.bac.crm.export;

import org.jspecify.annotations.NullMarked;
