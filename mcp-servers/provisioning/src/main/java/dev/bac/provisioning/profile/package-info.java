/** What is said of a business that is to be set up, read, checked and completed. */
@NullMarked
package dev.bac.provisioning.profile;

import org.jspecify.annotations.NullMarked;
