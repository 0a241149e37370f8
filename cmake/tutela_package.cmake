# The Debian package: `cpack -G DEB` in the build folder, or `make package`. It holds the program, its rulesets, its texts in
# other languages, the manual page and completions; not the libraries.
include_guard()
if(NOT PROJECT_IS_TOP_LEVEL OR NOT TARGET tutela)
    return()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tutela)
set(CPACK_PACKAGE_VENDOR "Tutela")
# There is no address yet; the domain is one that stands for none.
set(CPACK_PACKAGE_CONTACT "Tutela maintainers <maintainers@example.org>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/package)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian/prepare.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME tutela)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Programme designs, written as TOML or JSON, are judged by rules that quote
their sources: the four principles of protection mainstreaming, prevention of
sexual exploitation and abuse, data protection and others. Each verdict comes
with its reasons, the questions that are open and what to do. Reports are for
people, and for systems of continuous integration.")

include(CPack)
