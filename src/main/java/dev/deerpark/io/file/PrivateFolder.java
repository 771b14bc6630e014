// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/** Folders that nobody but their owner may enter. */
public final class PrivateFolder {
  private static final FsPermission OWNER_ONLY =
      new FsPermission(FsAction.ALL, FsAction.NONE, FsAction.NONE);

  /** File systems whose permissions are what they say; object stores show all to everybody. */
  private static final Set<String> WITH_PERMISSIONS = Set.of("file", "hdfs");

  private PrivateFolder() {}

  /** Makes a folder, and those above it that are missing; nothing where it exists. */
  public static void make(FileSystem files, Path folder) throws IOException {
    files.mkdirs(folder.getParent());
    if (!files.mkdirs(folder, OWNER_ONLY)) {
      throw new IOException("the file system made none");
    }
  }

  /**
   * Whether other users can replace the folders in an existing one: they can write there, and no
   * sticky bit leaves folders to their owners.
   */
  public static boolean isOpen(FileSystem files, Path parent) throws IOException {
    if (!WITH_PERMISSIONS.contains(files.getUri().getScheme())) {
      return false; // not asked: some file systems cannot even say
    }
    FsPermission permission = files.getFileStatus(parent).getPermission();
    return permission.getOtherAction().implies(FsAction.WRITE) && !permission.getStickyBit();
  }
}
