/** The knowledge server: documents that can be asked, with citations, and notes that agents keep. */
@NullMarked
package dev.bac.knowledge;

import org.jspecify.annotations.NullMarked;
