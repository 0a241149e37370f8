# What `cmake --install` lays out besides the libraries: the program, rulesets, man page, and the package
# that find_package(tutela) reads.
include_guard()
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/tutela)

if(TARGET tutela)
    install(TARGETS tutela)
    install(FILES ${PROJECT_BINARY_DIR}/tutela.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
install(DIRECTORY apps/cli/translations/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tutela/translations
    FILES_MATCHING PATTERN "*.po")
if(EXISTS ${PROJECT_SOURCE_DIR}/rulesets)
    install(DIRECTORY rulesets/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tutela/rulesets)
endif()

get_property(libraries GLOBAL PROPERTY tutela_libraries)
if(libraries)
    install(EXPORT tutela_targets NAMESPACE tutela:: DESTINATION ${package_folder})
endif()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/tutelaConfig.cmake.in
    ${PROJECT_BINARY_DIR}/tutelaConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tutelaConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tutelaConfig.cmake ${PROJECT_BINARY_DIR}/tutelaConfigVersion.cmake
    DESTINATION ${package_folder})
