# What `cmake --install` lays out besides the libraries: the program, rulesets, man page, and the package
# that find_package(tutela) reads.
include_guard()
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/tutela)

# The component `program` is what the Debian package holds (cmake/tutela_package.cmake); the libraries are `development`.
if(TARGET tutela)
    install(TARGETS tutela COMPONENT program)
    install(FILES ${PROJECT_BINARY_DIR}/tutela.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
    install(FILES ${PROJECT_BINARY_DIR}/completion/tutela.bash RENAME tutela COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${PROJECT_BINARY_DIR}/completion/tutela.zsh RENAME _tutela COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
    install(FILES ${PROJECT_BINARY_DIR}/completion/tutela.fish COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
install(DIRECTORY apps/cli/translations/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tutela/translations COMPONENT program
    FILES_MATCHING PATTERN "*.po")
if(EXISTS ${PROJECT_SOURCE_DIR}/rulesets)
    install(DIRECTORY rulesets/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tutela/rulesets COMPONENT program)
endif()
install(FILES cmake/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

get_property(libraries GLOBAL PROPERTY tutela_libraries)
if(libraries)
    install(EXPORT tutela_targets NAMESPACE tutela:: DESTINATION ${package_folder} COMPONENT development)
endif()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/tutelaConfig.cmake.in
    ${PROJECT_BINARY_DIR}/tutelaConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tutelaConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tutelaConfig.cmake ${PROJECT_BINARY_DIR}/tutelaConfigVersion.cmake
    DESTINATION ${package_folder} COMPONENT development)
