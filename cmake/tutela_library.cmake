include_guard()

# The warnings that every target of ours compiles with. Whether they stop the build is up to
# CMAKE_COMPILE_WARNING_AS_ERROR, which the presets set.
function(tutela_warnings target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic)
endfunction()

# tutela_library(engine [KEEPS graph.hpp …] [DEPENDS diagnostics …] [USES fmt::fmt …])
#
# Makes tutela::engine of every .cpp in this folder. Its headers are installed, save those it KEEPS to itself.
# DEPENDS names libraries of ours, which its users see too; what it USES of third parties they never see.
function(tutela_library name)
    cmake_parse_arguments(PARSE_ARGV 1 library "" "" "KEEPS;DEPENDS;USES")
    file(GLOB sources CONFIGURE_DEPENDS *.cpp)
    file(GLOB headers CONFIGURE_DEPENDS *.hpp *.def)
    foreach(kept IN LISTS library_KEEPS)
        list(REMOVE_ITEM headers ${CMAKE_CURRENT_SOURCE_DIR}/${kept})
    endforeach()
    if(NOT sources)
        message(STATUS "${name}: no sources yet")
        return()
    endif()

    add_library(tutela_${name} STATIC ${sources})
    add_library(tutela::${name} ALIAS tutela_${name})
    set_target_properties(tutela_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
    target_compile_features(tutela_${name} PUBLIC cxx_std_20)
    target_include_directories(tutela_${name} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/tutela>)
    tutela_warnings(tutela_${name})
    foreach(ours IN LISTS library_DEPENDS)
        if(TARGET tutela_${ours})
            target_link_libraries(tutela_${name} PUBLIC tutela_${ours})
        endif()
    endforeach()
    target_link_libraries(tutela_${name} PRIVATE ${library_USES})

    install(TARGETS tutela_${name} EXPORT tutela_targets COMPONENT development)
    install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tutela/${name} COMPONENT development)
    set_property(GLOBAL APPEND PROPERTY tutela_libraries tutela_${name})
endfunction()
