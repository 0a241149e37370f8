# What Debian wants of a package's files besides those that are installed everywhere: the manual page and the list of
# changes packed with gzip, without a time, so that two builds are the same.
file(GLOB_RECURSE pages ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/tutela.1)
file(GLOB_RECURSE copyrights ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/copyright)
if(NOT pages OR NOT copyrights)
    message(FATAL_ERROR "the manual page or the copyright is missing in ${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
endif()
cmake_path(GET copyrights PARENT_PATH doc)
file(WRITE ${doc}/changelog "tutela (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * Built from the source of version ${CPACK_PACKAGE_VERSION}.

 -- ${CPACK_PACKAGE_CONTACT}  Thu, 01 Jan 1970 00:00:00 +0000
")
execute_process(COMMAND gzip -9nf ${pages} ${doc}/changelog COMMAND_ERROR_IS_FATAL ANY)
